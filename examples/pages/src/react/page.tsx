import { type ReactElement, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { SignButton } from './sign-button.js'

function Page(): ReactElement {
  const [name, setName] = useState('')
  return (
    <>
      <label>
        姓名 <input id="name" value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <SignButton name={name} />
    </>
  )
}

const root = document.querySelector('#app')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  )
