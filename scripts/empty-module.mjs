// Stands for `server-only` outside Next (unit tests, the bundled server): the real one throws when it is imported there.
export {}
