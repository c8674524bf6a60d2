import "htmx.org/dist/htmx.esm.js";

import { BesideChoosing } from "./choosing.js";
import { BesideCopy } from "./copy.js";
import { BesideDrop } from "./drop.js";
import { BesideFilter } from "./filter.js";
import { BesideHideNames } from "./hide_names.js";
import { BesideIdle } from "./idle.js";
import { BesideMap } from "./map.js";
import { BesideMarks } from "./marks.js";
import { BesidePasskey } from "./passkey.js";
import { BesidePrint } from "./print.js";
import { BesideSay } from "./say.js";
import { BesideSurvey } from "./survey.js";
import { BesideTyping } from "./typing.js";

customElements.define("beside-choosing", BesideChoosing);
customElements.define("beside-copy", BesideCopy);
customElements.define("beside-drop", BesideDrop);
customElements.define("beside-filter", BesideFilter);
customElements.define("beside-hide-names", BesideHideNames);
customElements.define("beside-idle", BesideIdle);
customElements.define("beside-map", BesideMap);
customElements.define("beside-marks", BesideMarks);
customElements.define("beside-passkey", BesidePasskey);
customElements.define("beside-print", BesidePrint);
customElements.define("beside-say", BesideSay);
customElements.define("beside-survey", BesideSurvey);
customElements.define("beside-typing", BesideTyping);
