// The entry of every page: what all of them need, then the behaviours their elements name.
import "./core/requests.js";
import "./core/dialogs.js";
import "./core/keys.js";
import "./core/drafts.js";
import "./core/place.js";
import { startTimes } from "./core/times.js";
import { startBehaviors } from "./core/behaviors.js";
import { watchNetwork } from "./core/network.js";

startTimes();
startBehaviors();
watchNetwork();
