'use client'

import clsx from 'clsx'
import { useId, useState } from 'react'
import { Monitor, Moon, Sun, type Icon } from '@/components/ui/icons'
import { THEME_COOKIE, THEMES, type Theme } from './theme'

const FACE = {
  system: { label: 'Theme: as the system', icon: Monitor },
  light: { label: 'Theme: light', icon: Sun },
  dark: { label: 'Theme: dark', icon: Moon },
} satisfies Record<Theme, { label: string; icon: Icon }>

/** Three native radio buttons: the choice shows at once and the cookie tells the server for the next page. */
export function ThemeSwitch({ theme: initial }: { theme: Theme }) {
  const [theme, setTheme] = useState(initial)
  const name = useId()

  function choose(next: Theme) {
    applyTheme(next)
    setTheme(next)
  }

  return (
    <fieldset className="inline-flex w-fit rounded-full border border-line p-0.5 md:max-lg:flex-col">
      <legend className="sr-only">Theme</legend>
      {THEMES.map((value) => {
        const { label, icon } = FACE[value]
        return (
          <label
            key={value}
            title={label}
            className={clsx(
              'with-icon',
              icon.drawing,
              'grid size-6 place-items-center rounded-full text-faint transition-colors hover:text-ink has-checked:bg-line has-checked:text-ink before:size-3.5 has-focus-visible:outline-2 has-focus-visible:outline-focus',
            )}
          >
            <input
              type="radio"
              aria-label={label}
              name={name}
              value={value}
              checked={theme === value}
              onChange={() => choose(value)}
              className="sr-only"
            />
          </label>
        )
      })}
    </fieldset>
  )
}

const YEAR_IN_SECONDS = 365 * 24 * 60 * 60

/** Paints this page and tells the server for the next one. */
function applyTheme(theme: Theme) {
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR_IN_SECONDS}; SameSite=Lax${secure}`
  document.documentElement.dataset.theme = theme
}
