// How the inbox's chat looks and what it asks.
import { call } from "./api.js";

export function settingsOf({ account, inbox }) {
  const query = new URLSearchParams({ account_id: account });
  if (inbox) query.set("inbox_id", inbox);
  return call("GET", `/api/widget_settings?${query}`);
}
