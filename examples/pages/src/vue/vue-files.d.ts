/** What the example's own build makes of a single-file component. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent<{ readonly name: string }>
  export default component
}
