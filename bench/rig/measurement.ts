import type { Workshop } from './workshop'

/** What the nearest other tool needs for the same, and where the figure is from: this run, or an earlier one on a machine like this. */
export type Peer = { figure: number; from: string }

/** One line of the table. Every figure is better when it is smaller. */
export type Measurement = {
  what: string
  ours: number
  unit: string
  /** Reached where `ours` is at most this; null: only told. */
  goal: number | null
  peer: Peer | null
  /** A figure that is wrong, not slow, where it differs: then the run fails. */
  mustBe?: number
  /** What else is worth knowing, in some words. */
  note?: string
}

export type Benchmark = { title: string; measure: (workshop: Workshop) => Promise<Measurement[]> }

export const recorded = (figure: number, tool: string): Peer => ({ figure, from: `${tool}, earlier, on 2 cores` })
export const sideBySide = (figure: number, tool: string): Peer => ({ figure, from: `${tool}, this run` })

export const isReached = ({ ours, goal }: Measurement): boolean | null => (goal === null ? null : ours <= goal)
export const isWrong = ({ ours, mustBe }: Measurement): boolean => mustBe !== undefined && ours !== mustBe
