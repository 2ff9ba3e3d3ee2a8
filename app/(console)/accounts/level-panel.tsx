import { Checkbox, RadioCard } from '@/components/ui/choice'
import { FieldGroup } from '@/components/ui/field'
import { TextareaField } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { LEVEL_MEANING, POLICY_LEVELS, type PolicyLevel } from '@/lib/privatelink/account'

/** How much the permission policy of the account grants. */
export function LevelPanel({ initial, error, namesError }: { initial: { level: PolicyLevel; mending: boolean; serviceNames: string[] }; error?: string; namesError?: string }) {
  return (
    <Panel title="Permissions" description="The policy that is shown for this account grants this much. Each level holds the ones before it.">
      <FieldGroup legend={<span className="sr-only">Level of the policy</span>} error={error}>
        <div className="grid gap-2 sm:grid-cols-2">
          {POLICY_LEVELS.map((level) => (
            <RadioCard key={level} name="level" value={level} defaultChecked={initial.level === level} title={LEVEL_MEANING[level].label} description={LEVEL_MEANING[level].means} />
          ))}
        </div>
      </FieldGroup>
      <div className="mt-4 grid gap-4">
        <Checkbox
          name="mending"
          value="yes"
          defaultChecked={initial.mending}
          label="Let Causeway mend networks when somebody presses the button for it"
          hint="Adds rules to security groups, and switches a VPC’s DNS attributes on. Without it, AWS refuses the button, and the command beside it is for who may."
        />
        <TextareaField
          label="Endpoint services beside those of the catalogue"
          name="serviceNames"
          optional
          mono
          rows={2}
          defaultValue={initial.serviceNames.join('\n')}
          error={namesError}
          hint="One on each line, as the ClickHouse console shows it. The policy lets endpoints connect to these and to the catalogue’s, and to nothing else."
        />
      </div>
    </Panel>
  )
}
