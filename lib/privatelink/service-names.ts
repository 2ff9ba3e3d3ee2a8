import { findRegion, type CatalogueService } from './regions'

/**
 * The services that were published for a region, in the catalogue's order: the source table first, later rows after it.
 * Suggestions only: ClickHouse accounts get names of their own today, and "Verify service" decides.
 */
export const suggestServices = (region: string): CatalogueService[] => [...(findRegion(region)?.services ?? [])]
