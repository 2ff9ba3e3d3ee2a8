'use client'

import { useState } from 'react'
import { TextField } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { ActionForm } from '@/components/ui/action-form'
import { runQueryNow } from './checks-actions'

/**
 * The last proof: one query with a login that is used for this once. A form with an action, so that the password is posted even
 * where it is sent before the page’s scripts are there. Where it may not be run (`off`) nobody is asked for a login.
 */
export function QueryPanel({ requestId, off }: { requestId: string; off: string | null }) {
  // kept here, as a form whose action has run is emptied: after a wrong password the user is still right
  const [user, setUser] = useState('default')
  return (
    <Panel id="query" title="Run a query" description="SELECT 1 over HTTPS, to the endpoint’s own addresses and nowhere else. User and password are used for this once: they are not stored, not logged and not in the evidence.">
      {off === null ? (
        <ActionForm action={runQueryNow} fields={{ requestId }} label="Run SELECT 1" pendingLabel="Asking ClickHouse">
          <div className="mb-4 grid gap-4 sm:grid-cols-2">
            <TextField label="ClickHouse user" name="user" value={user} onChange={(event) => setUser(event.target.value)} autoComplete="off" spellCheck={false} maxLength={200} />
            <TextField label="ClickHouse password" name="password" type="password" autoComplete="off" maxLength={1000} />
          </div>
        </ActionForm>
      ) : (
        <p className="text-pretty text-muted">{off}</p>
      )}
    </Panel>
  )
}
