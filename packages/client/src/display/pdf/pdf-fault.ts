/** Why a PDF is not, or not wholly, what its pages show here. The first three keep it from being shown at all. */
export type PdfFault =
  | 'BROKEN'
  | 'ENCRYPTED'
  | 'XFA'
  | 'SCRIPTS'
  | 'ATTACHMENTS'
  | 'LAYERS'
  | 'MEDIA'
  | 'FONTS'
  | 'PAGES'
  | 'LONG'
