import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A folder with Terraform’s AWS provider, laid out like a plugin mirror; undefined where this machine has none. */
export const PLUGINS = [process.env.TERRAFORM_PLUGIN_DIR, '/opt/tf-plugins', join(process.env.HOME ?? '', '.terraform.d/plugins')].find((folder) => folder && existsSync(join(folder, 'registry.terraform.io/hashicorp/aws')))
