import { awsCli, zoneCli } from './aws-cli'
import { cdk } from './cdk'
import { cloudformation, cloudformationImport, cloudformationResources, zoneCloudformation } from './cloudformation'
import type { Export, ExportSubject } from './export'
import { terraform, terraformImport, zoneTerraform } from './terraform'

/** Every format there is. Tabs, the download route and the tests walk this record. */
export const EXPORTS = {
  terraform,
  'terraform-import': terraformImport,
  cloudformation,
  'cloudformation-import': cloudformationImport,
  'cloudformation-resources': cloudformationResources,
  'aws-cli': awsCli,
  cdk,
  'zone-terraform': zoneTerraform,
  'zone-cloudformation': zoneCloudformation,
  'zone-cli': zoneCli,
} satisfies Record<string, Export>

export type ExportFormat = keyof typeof EXPORTS

export const isExportFormat = (text: string): text is ExportFormat => Object.hasOwn(EXPORTS, text)

export const EXPORT_FORMATS = Object.keys(EXPORTS).filter(isExportFormat)

/** The formats that can be written for this subject now. */
export const formatsFor = ({ made }: Pick<ExportSubject, 'made'>): ExportFormat[] => EXPORT_FORMATS.filter((format) => EXPORTS[format].needs === 'plan' || made !== null)

/** Made of ids only, never of a name somebody chose: what stands in a header and on a disk must be tame. */
export function exportFileName(format: ExportFormat, { made, requestId }: Pick<ExportSubject, 'made' | 'requestId'>): string {
  const about = (made?.endpointId ?? requestId).replace(/[^a-z0-9-]/gi, '')
  return `causeway-${format}-${about}.${EXPORTS[format].extension}`
}
