// What is being written, by conversation; it survives a reload and a change of conversation. Files do not.
import { recall, remember } from "../core/storage.js"
import { session } from "../core/session.js"

const drafts = new Map()
const name = id => `draft.${session.me?.id ?? 0}.${id}`

/// `mentions` by number of colleagues; `files` as the upload answered.
export function draftOf(id) {
  if (!drafts.has(id)) drafts.set(id, { body: "", note: false, mentions: [], ...recall(name(id)), files: [], uploading: 0 })
  return drafts.get(id)
}

export function saveDraft(id) {
  const { body, note, mentions } = draftOf(id)
  remember(name(id), body.trim() === "" ? null : { body, note, mentions })
}

export function clearDraft(id) {
  const { note } = draftOf(id)
  drafts.set(id, { body: "", note, mentions: [], files: [], uploading: 0 })
  saveDraft(id)
}

export const hasDraft = id => drafts.get(id)?.body.trim() || recall(name(id))?.body
