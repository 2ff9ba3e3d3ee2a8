/**
 * `@peculiar/x509` keeps its algorithms in a container of tsyringe, which wants the Reflect metadata of a proposal. Nothing of
 * ours is decorated, so the store behind these four functions is all that is needed. Loaded late: packages that are
 * imported statically would run before it.
 */
type Store = Map<unknown, unknown>
const stores = new WeakMap<object, Store>()

function getMetadata(key: unknown, target: object): unknown {
  for (let at: object | null = target; at; at = Object.getPrototypeOf(at) as object | null) {
    const store = stores.get(at)
    if (store?.has(key)) return store.get(key)
  }
  return undefined
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const store: Store = stores.get(target) ?? new Map<unknown, unknown>()
  stores.set(target, store.set(key, value))
}

export async function loadX509() {
  if (!('getMetadata' in Reflect)) {
    Object.assign(Reflect, {
      getMetadata,
      defineMetadata,
      getOwnMetadata: (key: unknown, target: object) => stores.get(target)?.get(key),
      hasOwnMetadata: (key: unknown, target: object) => stores.get(target)?.has(key) ?? false,
    })
  }
  return import('@peculiar/x509')
}
