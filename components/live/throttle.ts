export type Throttled = { (): void; cancel: () => void }

/** Calls at once, then at most once every `ms`; a call that came too early is made up for at the end of the wait. */
export function throttle(call: () => void, ms: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false
  const go = () => {
    again = false
    timer = setTimeout(() => {
      timer = undefined
      if (again) go()
    }, ms)
    call()
  }
  const throttled = () => {
    if (timer) again = true
    else go()
  }
  throttled.cancel = () => {
    clearTimeout(timer)
    timer = undefined
    again = false
  }
  return throttled
}
