/** What is used of pdf.js, as far as it is used: its own declarations leave half of it open. */
declare module 'pdfjs-dist/legacy/build/pdf.mjs' {
  /** Of the library; a digest of what it read holds for this version alone. */
  export const version: string
  export const VerbosityLevel: { readonly ERRORS: number }
  export const AnnotationMode: { readonly ENABLE: number }
  export const OPS: { readonly setFont: number }

  export class RenderingCancelledException extends Error {}

  export class PDFWorker {
    constructor(parameters: { readonly port: Worker })
    destroy(): void
  }

  export interface DocumentParameters {
    readonly data: Uint8Array
    readonly worker?: PDFWorker
    readonly verbosity: number
    readonly stopAtErrors: boolean
    readonly enableXfa: boolean
    readonly isEvalSupported: boolean
    readonly useWasm: boolean
    readonly disableFontFace: boolean
    readonly useSystemFonts: boolean
    readonly useWorkerFetch: boolean
    readonly isOffscreenCanvasSupported: boolean
    readonly maxImageSize: number
    readonly cMapUrl: string
    readonly cMapPacked: boolean
    readonly standardFontDataUrl: string
    readonly wasmUrl: string
  }

  export function getDocument(parameters: DocumentParameters): PDFDocumentLoadingTask

  export interface PDFDocumentLoadingTask {
    readonly promise: Promise<PDFDocumentProxy>
    onPassword: (() => void) | null
    destroy(): Promise<void>
  }

  export interface PDFDocumentProxy {
    readonly numPages: number
    getMetadata(): Promise<{ readonly info: Readonly<Record<string, unknown>> }>
    /** null: none. */
    getAttachments(): Promise<unknown>
    hasJSActions(): Promise<boolean>
    getOptionalContentConfig(): Promise<Iterable<readonly [id: string, group: unknown]>>
    getPage(number: number): Promise<PDFPageProxy>
  }

  export interface Annotation {
    readonly subtype?: string
    readonly annotationFlags?: number
    readonly actions?: unknown
  }

  export interface PageViewport {
    readonly width: number
    readonly height: number
  }

  export interface PDFPageProxy {
    readonly commonObjs: { get(name: string): { readonly missingFile?: boolean } | null }
    getAnnotations(): Promise<readonly Annotation[]>
    getJSActions(): Promise<unknown>
    getOperatorList(parameters: { readonly annotationMode: number }): Promise<{
      readonly fnArray: readonly number[]
      readonly argsArray: readonly unknown[]
    }>
    streamTextContent(): ReadableStream<{
      /** Marks of content have no `str`. */
      readonly items: readonly { readonly str?: string; readonly hasEOL?: boolean }[]
    }>
    getViewport(parameters: { readonly scale: number }): PageViewport
    render(parameters: {
      readonly canvas: HTMLCanvasElement
      readonly viewport: PageViewport
      readonly annotationMode: number
      readonly background: string
    }): { readonly promise: Promise<void>; cancel(): void }
    cleanup(): void
  }
}
