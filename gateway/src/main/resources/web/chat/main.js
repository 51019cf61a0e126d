// Begins the chat: asks the page around who the visitor is, and the gateway how the inbox's chat looks.
import { Bridge } from "./bridge.js";
import { Chat } from "./chat.js";
import { el } from "./dom.js";
import { choose, speak, t } from "./i18n.js";
import { dress } from "./look.js";
import { options } from "./options.js";
import { settingsOf } from "./settings.js";

const bridge = new Bridge(options.embedded);

async function begin() {
  const told = await bridge.begin();
  Object.assign(options.user, told.user);
  options.language = told.language ?? options.language;
  dress(told.theme ?? options.theme);
  const wanted = [options.language, ...navigator.languages];
  if (!options.account) return refuse(wanted, "noAccount");
  let settings;
  try {
    settings = await settingsOf(options);
  } catch (refused) {
    if (!refused.passing) return refuse(wanted, "noInbox");
    await speak(choose(wanted));
    document.body.replaceChildren(el("p.refused", { role: "status" }, t("connecting")));
    return setTimeout(begin, 3000 + Math.random() * 2000);
  }
  await speak(choose(wanted, settings.languages));
  new Chat(settings, told.page ?? {}, bridge).start();
}

async function refuse(wanted, why) {
  await speak(choose(wanted));
  document.body.replaceChildren(el("p.refused", { role: "alert" }, t(why)));
}

begin();
