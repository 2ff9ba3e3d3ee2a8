/**
 * How late this process's event loop is, as something that arrives at a random moment would feel it: a stop of 50 ms counts as
 * 50 late arrivals (50, 49, 48 … ms), not as one. Milliseconds.
 */
export function watchLoop() {
  /** @type {number[]} */
  const arrivals = []
  let due = performance.now() + 1
  const timer = setInterval(() => {
    const now = performance.now()
    for (let late = now - due; late > 0; late -= 1) arrivals.push(late)
    if (now <= due) arrivals.push(0)
    due = performance.now() + 1
  }, 1)
  timer.unref()
  return {
    /** What was felt since the last call. */
    read() {
      const felt = arrivals.splice(0).sort((a, b) => a - b)
      const at = (/** @type {number} */ p) => felt[Math.max(0, Math.ceil(felt.length * p) - 1)] ?? 0
      return { p50: at(0.5), p99: at(0.99), max: at(1) }
    },
    stop: () => clearInterval(timer),
  }
}
