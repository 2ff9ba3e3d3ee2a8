/** The forms in which the texts to paste into AWS are offered. */
export const SETUP_FORMATS = ['json', 'cloudformation', 'terraform'] as const
export type SetupFormat = (typeof SETUP_FORMATS)[number]

export const SETUP_FORMAT_LABEL: Record<SetupFormat, string> = { json: 'JSON', cloudformation: 'CloudFormation', terraform: 'Terraform' }

/** One text to paste or to download. */
export type SetupText = { file: string; title: string; code: string }
