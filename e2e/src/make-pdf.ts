import { deflateSync } from 'node:zlib'

/** A PDF put together by hand, object by object: what a test wants in it, and nothing more. */
export interface PdfParts {
  /** Content streams, one a page. */
  readonly pages: readonly string[]
  /** Further entries of the catalog, as they stand in the file. */
  readonly catalog?: string
  /** Further entries of each page. */
  readonly page?: string
  /** Further objects, numbered from 100. */
  readonly objects?: readonly string[]
  /** Are the content streams compressed, as most programs have them? */
  readonly compressed?: boolean
  /** In the font's dictionary; default Helvetica. */
  readonly font?: string
}

/** @returns A whole file of version 1.7 with its cross-reference table. ISO 32000-2 §7.5. */
export function makePdf(parts: PdfParts): Uint8Array {
  const objects = new Map<number, string>()
  const { pages, catalog = '', page = '', font = '/Subtype /Type1 /BaseFont /Helvetica' } = parts
  const kids = pages.map((_, index) => `${10 + 2 * index} 0 R`).join(' ')
  objects.set(1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`)
  objects.set(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  objects.set(3, `<< /Type /Font ${font} >>`)
  for (const [index, content] of pages.entries()) {
    const number = 10 + 2 * index
    objects.set(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents ${number + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> ${page} >>`,
    )
    // In hexadecimal besides, so that the file stays text.
    const [filter, stream] = parts.compressed
      ? ['/Filter [/ASCIIHexDecode /FlateDecode]', `${deflateSync(content).toString('hex')}>`]
      : ['', content]
    objects.set(
      number + 1,
      `<< ${filter} /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    )
  }
  for (const [index, object] of (parts.objects ?? []).entries()) objects.set(100 + index, object)
  let file = '%PDF-1.7\n'
  let table = '0 1\n0000000000 65535 f \n'
  for (const [number, object] of objects) {
    table += `${number} 1\n${String(file.length).padStart(10, '0')} 00000 n \n`
    file += `${number} 0 obj\n${object}\nendobj\n`
  }
  const start = file.length
  file += `xref\n${table}trailer\n<< /Size 200 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return new TextEncoder().encode(file)
}

/** Lines of text from the top of a page. */
export function textPage(...lines: readonly string[]): string {
  const shown = lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj 0 -28 Td`).join(' ')
  return `BT /F1 20 Tf 40 530 Td ${shown} ET`
}
