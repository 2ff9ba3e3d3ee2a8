import type { Catalogue, CatalogueRow } from './catalogue'

/**
 * The services that are known for a region, in the catalogue's order: the source table first, later rows and your own after it.
 * Suggestions only: ClickHouse accounts get names of their own today, and "Verify service" decides.
 */
export const suggestServices = (region: string, catalogue: Catalogue): CatalogueRow[] => catalogue.filter((row) => row.region === region)
