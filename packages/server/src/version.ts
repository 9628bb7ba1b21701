/**
 * The engine that decides, as stored beside every report: the same evidence, policy and time give the same report under
 * one engine version. Moves with every release of these packages.
 */
export const engineVersion = 'chopmark/0.1.0'
