/** A described world that cannot be: a sentence for whoever wrote it. */
export class WorldMistake extends Error {}
