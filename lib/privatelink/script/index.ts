import { renderPosixScript } from './posix'
import { renderPowerShellScript } from './powershell'
import type { ScriptSubject } from './subject'

/** The dialects of the script, by the ending of their files. */
export const SCRIPTS = {
  sh: { label: 'Linux and macOS', fileName: 'causeway-check.sh', run: 'sh causeway-check.sh', render: renderPosixScript },
  ps1: { label: 'Windows PowerShell', fileName: 'causeway-check.ps1', run: 'powershell -ExecutionPolicy Bypass -File causeway-check.ps1', render: renderPowerShellScript },
} as const satisfies Record<string, { label: string; fileName: string; run: string; render: (subject: ScriptSubject) => string }>
export type ScriptDialect = keyof typeof SCRIPTS

/** The whole script as text. */
export const renderScript = (dialect: ScriptDialect, subject: ScriptSubject): string => SCRIPTS[dialect].render(subject)

export { DOES, DOES_NOT, toScriptPorts, type ScriptSubject } from './subject'
