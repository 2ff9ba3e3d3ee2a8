'use client'

import { useState } from 'react'
import { SelectField } from '@/components/ui/input'
import { isRole, ROLE_MEANING, ROLES, type Role } from '@/lib/privatelink/roles'

/** The roles, with what the chosen one may. */
export function RoleChoice({ current, error }: { current: Role; error?: string }) {
  const [role, setRole] = useState<Role>(current)
  return (
    <SelectField label="Role" name="role" value={role} onChange={({ target }) => isRole(target.value) && setRole(target.value)} hint={ROLE_MEANING[role]} error={error}>
      {ROLES.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </SelectField>
  )
}
