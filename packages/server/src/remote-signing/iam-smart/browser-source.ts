/**
 * The `source` of a request to iAM Smart: from which browser the person comes, so that the app knows where to return to.
 * @param userAgent - The `User-Agent` header; what it does not know is taken for a desktop browser.
 */
export function browserSource(userAgent: string): string {
  const android = /Android/.test(userAgent)
  const ios = /iPhone|iPad|iPod/.test(userAgent)
  if (!android && !ios) return 'PC_Browser'
  if (ios) {
    if (/FxiOS/.test(userAgent)) return 'iOS_Firefox'
    if (/EdgiOS/.test(userAgent)) return 'iOS_Edge'
    return /CriOS/.test(userAgent) ? 'iOS_Chrome' : 'iOS_Safari'
  }
  if (/Firefox/.test(userAgent)) return 'Android_Firefox'
  if (/EdgA/.test(userAgent)) return 'Android_Edge'
  if (/SamsungBrowser/.test(userAgent)) return 'Android_Samsung'
  if (/HuaweiBrowser/.test(userAgent)) return 'Android_Huawei'
  return /MiuiBrowser/.test(userAgent) ? 'Android_Xiaomi' : 'Android_Chrome'
}
