import { chromiumExtensionId, firefoxExtensionId } from '../identity.js'
import { hostName } from '../protocol.js'
import type { Browser } from './places.js'

/** The file by which a browser knows the host: what it starts, and for whom. */
export function hostManifest(browser: Browser, launcher: string): string {
  const common = {
    name: hostName,
    description: 'Chopmark: signs with smart cards and tokens',
    path: launcher,
    type: 'stdio',
  }
  const manifest =
    browser === 'firefox'
      ? { ...common, allowed_extensions: [firefoxExtensionId] }
      : { ...common, allowed_origins: [`chrome-extension://${chromiumExtensionId}/`] }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** What the browser starts: Node with the host. Paths are quoted, since a user's name may hold anything. */
export function launcher(platform: NodeJS.Platform, node: string, host: string): string {
  return platform === 'win32'
    ? `@echo off\r\n"${node.replaceAll('%', '%%')}" "${host.replaceAll('%', '%%')}" %*\r\n`
    : `#!/bin/sh\nexec ${shellQuoted(node)} ${shellQuoted(host)} "$@"\n`
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
