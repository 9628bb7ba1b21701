import { createApp, defineComponent, h, ref } from 'vue'
import SignButton from './SignButton.vue'

const page = defineComponent(() => {
  const name = ref('')
  const typed = (event: Event): void => {
    name.value = (event.target as HTMLInputElement).value
  }
  return () => [
    h('label', ['姓名 ', h('input', { id: 'name', value: name.value, onInput: typed })]),
    h(SignButton, { name: name.value }),
  ]
})

createApp(page).mount('#app')
