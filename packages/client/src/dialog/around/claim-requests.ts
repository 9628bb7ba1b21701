/** The requests that a dialog holds among the windows of one origin. */
export interface Claim {
  /** Takes them over from the window that holds them, which is told. */
  take(): void
  /** The portal has the signature: the other windows are told, and nothing is held any longer. */
  signed(): void
  /** The dialog is gone. */
  end(): void
}

/** What another window has done with a request: it holds it, or it has signed it. */
export type Elsewhere = 'held' | 'signed'

/** The parts of the browser that windows of one origin share. */
export interface SharedByWindows {
  /** Absent on insecure pages: nothing is noticed then, and the portal alone says that a request was used. */
  readonly locks?: Pick<LockManager, 'request'> | undefined
  readonly channel: {
    onmessage: ((event: MessageEvent<unknown>) => void) | null
    postMessage(message: unknown): void
    close(): void
  }
}

const shared = (): SharedByWindows => ({
  locks: (navigator as Partial<Navigator>).locks,
  channel: new BroadcastChannel('chopmark-signed'),
})

/**
 * Claims requests for this window by one Web Lock each, so that two windows do not ask the same thing of one person
 * unawares. No protection: any script of the origin can take a lock, and the portal accepts one signature whatever happens here.
 * @param requestUrls - Absolute addresses.
 * @param tell - Called when another window holds one of them, takes one over, or has signed one.
 */
export function claimRequests(
  requestUrls: readonly string[],
  tell: (what: Elsewhere) => void,
  { locks, channel }: SharedByWindows = shared(),
): Claim {
  let releases: (() => void)[] = []
  // What an earlier claim of this window still hears of its locks is not news.
  let turn = 0
  const release = (): void => {
    turn++
    for (const one of releases) one()
    releases = []
  }
  const hold = (options: LockOptions): void => {
    release()
    const mine = turn
    const lost = (): void => {
      if (mine === turn) tell('held')
    }
    for (const url of requestUrls) {
      locks
        ?.request(`chopmark ${url}`, options, (lock) => {
          if (lock === null) lost()
          else if (mine === turn) return new Promise<void>((resolve) => releases.push(resolve))
          return undefined
        })
        // Taken over by another window, or refused by a browser that keeps no state for this page: then nobody else can hold it.
        .catch((error: unknown) => {
          if (error instanceof DOMException && error.name === 'AbortError') lost()
        })
    }
  }
  channel.onmessage = ({ data }) => {
    if (requestUrls.some((url) => url === data)) tell('signed')
  }
  hold({ ifAvailable: true })
  return {
    take: () => hold({ steal: true }),
    signed: () => {
      for (const url of requestUrls) channel.postMessage(url)
      release()
    },
    end: () => {
      release()
      channel.onmessage = null
      channel.close()
    },
  }
}
