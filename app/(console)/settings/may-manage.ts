import { viewerWhoMay } from '@/lib/auth/viewer'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'

/** Lets only those in who may see the catalogue; gives the reason why they may not change it, or null. */
export async function reasonNotToManage(): Promise<string | null> {
  return reasonOf(mayDo(await viewerWhoMay('viewCatalogue'), 'manageCatalogue'))
}
