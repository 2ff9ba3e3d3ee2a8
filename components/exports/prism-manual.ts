// Read by Prism when it is loaded: it is asked for tokens here, and must not look for code on the page by itself.
Object.assign(globalThis, { Prism: { manual: true } })

export {}
