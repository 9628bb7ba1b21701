/** Stands for a reader's own server in the code of the documents: what it has to bring, by type. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Chopmark, ChopmarkSettings, IamSmartSettings, Store } from '@chopmark/server'
import type { ValidationPolicy } from '@chopmark/verify'
import type { FastifyInstance } from 'fastify'

export declare const app: FastifyInstance
export declare const chopmark: Chopmark
export declare const content: Uint8Array
/** The session of the request under way. */
export declare const session: string
export declare const iamSmartPersonOf: IamSmartSettings['person']
export declare const issuingCas: readonly Uint8Array[]
/** The portal's own certificate and key, and whom a page trusts to say who it is. */
export declare const requester: NonNullable<ChopmarkSettings['requester']>
export declare const policy: ValidationPolicy
/** Of the signature that the request is about. */
export declare const signatureId: string
export declare const store: Store
export declare const secrets: { readonly csc: string; readonly iamSmart: string }

/** The portal's own pages. */
export declare function portal(request: IncomingMessage, response: ServerResponse): void

/** The session of a request, by the portal's own checked cookie; null without one. */
export declare function sessionIdOf(request: Pick<IncomingMessage, 'headers'>): string | null
