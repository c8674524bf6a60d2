/* What an eye would find wrong with the page that is open: a list of sentences, empty when nothing is.

   Text is measured line by line, as the browser laid it out, and cut down to what its clipping
   ancestors let through. Rectangles are in pixels of the page, not of the window. */
(options) => {
    const TOUCH = 24, SLACK = 3, TALL = 480, EMPTY = 0.4, HALF = 0.3;
    const CONTROLS = "a[href], button, input, select, textarea, summary, [role=button], [role=tab]";
    const HIDDEN = ".vh, .skip, [hidden], dialog:not([open]), option, script, style, noscript, template";
    const found = new Set();
    const styles = new Map();
    const styleOf = (it) => styles.get(it) ?? (styles.set(it, getComputedStyle(it)), styles.get(it));
    const root = document.documentElement;

    const words = (it) => {
        const said = (it.textContent || it.getAttribute("aria-label") || it.name || it.id || "").trim();
        return `<${it.tagName.toLowerCase()}${it.className && it.className.trim ? "." + it.className.trim().split(/\s+/).join(".") : ""}>`
            + ` "${said.replace(/\s+/g, " ").slice(0, 50)}"`;
    };
    const say = (fault, it, other) => found.add(`${fault}: ${words(it)}${other ? " / " + words(other) : ""}`);

    const box = (rect) => ({
        left: rect.left + scrollX, right: rect.right + scrollX,
        top: rect.top + scrollY, bottom: rect.bottom + scrollY,
    });
    const boxOf = (it) => box(it.getBoundingClientRect());
    const wide = (it) => it.right - it.left, high = (it) => it.bottom - it.top;
    const meet = (one, two) => ({
        left: Math.max(one.left, two.left), right: Math.min(one.right, two.right),
        top: Math.max(one.top, two.top), bottom: Math.min(one.bottom, two.bottom),
    });
    const touches = (one, two, slack = SLACK) => {
        const both = meet(one, two);
        return wide(both) > slack && high(both) > slack;
    };
    /* Only for those who listen: a box of a pixel, or one cut away by its own clip. */
    const unseen = new Map();
    const isUnseen = (it) => {
        if (it === root || !it) return false;
        if (!unseen.has(it)) {
            const { position, clip, clipPath, overflowX } = styleOf(it);
            const away = clip !== "auto" || clipPath.startsWith("inset(") || overflowX !== "visible";
            const small = it.offsetWidth <= 1 || it.offsetHeight <= 1;
            unseen.set(it, (position === "absolute" && away && small) || isUnseen(it.parentElement));
        }
        return unseen.get(it);
    };
    const shown = (it) => !it.closest(HIDDEN) && !isUnseen(it)
        && it.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
    function* above(it) {
        for (let each = it.parentElement; each && each !== root; each = each.parentElement) yield each;
    }

    /* How far an ancestor lets through what is inside it; scrolled parts can be reached. */
    const cuts = (it) => {
        const style = styleOf(it);
        return { x: style.overflowX !== "visible", y: style.overflowY !== "visible", style };
    };
    const scrolls = (kind) => kind === "auto" || kind === "scroll";
    const inner = (it) => {
        const outer = boxOf(it);
        return {
            left: outer.left + it.clientLeft, top: outer.top + it.clientTop,
            right: outer.left + it.clientLeft + it.clientWidth, bottom: outer.top + it.clientTop + it.clientHeight,
        };
    };
    const isRead = (it) => it.closest("[title], a[href], summary");

    const through = (rect, it, isText) => {
        let left = rect, out = !isText && styleOf(it).position === "absolute";
        for (const each of isText ? [it, ...above(it)] : above(it)) {
            if (!isText && styleOf(it).position === "fixed") break;
            const { x, y, style } = cuts(each);
            if (out && style.position === "static") continue;
            out = style.position === "absolute";
            if ((x || y) && each !== document.body && style.display !== "inline" && style.display !== "contents") {
                const edge = inner(each);
                const lost = {
                    x: x && (left.left < edge.left - SLACK || left.right > edge.right + SLACK),
                    y: y && (left.top < edge.top - SLACK || left.bottom > edge.bottom + SLACK),
                };
                const reach = { x: scrolls(style.overflowX), y: scrolls(style.overflowY) };
                if ((lost.x && !reach.x) || (lost.y && !reach.y)) {
                    const dots = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
                    if (!dots) say("clipped", it, each);
                    else if (!isRead(it)) say("cut by an ellipsis", it);
                }
                left = meet(left, {
                    left: x ? edge.left : -1e9, right: x ? edge.right : 1e9,
                    top: y ? edge.top : -1e9, bottom: y ? edge.bottom : 1e9,
                });
            }
            if (style.position === "fixed") break;
        }
        return left;
    };

    /* Every line of text, and every control, that can be seen. */
    const floats = (it) => {
        for (let each = it; each && each !== root; each = each.parentElement) {
            const { position } = styleOf(each);
            if (position === "fixed" || position === "sticky" || each.matches("dialog, [popover]")) return each;
        }
        return null;
    };
    const lines = [], controls = [];
    const measure = (it, rects, into, isText) => {
        const layer = floats(it);
        for (const rect of rects) {
            if (rect.width < 1 || rect.height < 1) continue;
            const whole = box(rect), left = through(whole, it, isText);
            if (wide(left) > 1 && high(left) > 1) into.push({ it, whole, left, layer });
        }
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const it = node.parentElement;
        if (!node.data.trim() || it.closest("textPath") || !shown(it)) continue;
        range.selectNodeContents(node);
        measure(it, range.getClientRects(), lines, true);
    }
    for (const it of document.querySelectorAll(CONTROLS)) {
        if (it.type === "hidden" || !shown(it)) continue;
        measure(it, it.getClientRects(), controls, false);
    }

    /* Off the start of the page nothing can be scrolled to; off its end the page has grown too wide. */
    for (const { it, left, layer } of [...lines, ...controls]) {
        if (left.left < -SLACK || left.top < -SLACK) say("clipped", it);
        else if (!layer && left.right > root.clientWidth + SLACK && root.dir !== "rtl") say("clipped", it);
    }

    /* Overlapped: two lines, two controls, or a line and a control that does not hold it. */
    const tight = ({ left }) => {
        const trim = high(left) * 0.2;
        return { left: left.left, right: left.right, top: left.top + trim, bottom: left.bottom - trim };
    };
    const related = (one, two) => one === two || one.contains(two) || two.contains(one)
        || [...(one.labels ?? [])].some((each) => each.contains(two))
        || [...(two.labels ?? [])].some((each) => each.contains(one));
    const parts = [
        ...lines.map((each) => ({ ...each, at: tight(each), text: true })),
        ...controls.map((each) => ({ ...each, at: each.left, text: false })),
    ].sort((one, two) => one.at.top - two.at.top);
    let open = [];
    for (const each of parts) {
        open = open.filter((other) => other.at.bottom > each.at.top);
        for (const other of open) {
            const drawn = [each, other].some((part) => !part.text && part.it.closest("svg"));
            if (drawn || each.layer !== other.layer || !touches(each.at, other.at)) continue;
            const apart = Math.abs(each.at.top - other.at.top) > 1;
            if (each.it === other.it ? each.text && other.text && apart : !related(each.it, other.it)) {
                say("overlapped", other.it, each.it);
            }
        }
        open.push(each);
    }

    /* Overlapped: a box with a ground of its own drawn over a line. */
    const ground = (it) => {
        const { backgroundColor, backgroundImage } = styleOf(it);
        return backgroundImage !== "none" || !/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor);
    };
    const covered = (each) => {
        if (each.layer) return null;
        const middle = { x: (each.left.left + each.left.right) / 2, y: (each.left.top + each.left.bottom) / 2 };
        const hit = document.elementFromPoint(middle.x - scrollX, middle.y - scrollY);
        if (!hit || related(hit, each.it) || floats(hit) !== each.layer || hit.closest("svg")) return null;
        const own = [...hit.getClientRects()].some((rect) => touches(box(rect),
            { left: middle.x - 2, right: middle.x + 2, top: middle.y - 2, bottom: middle.y + 2 }, 1));
        return own && ground(hit) ? hit : null;
    };
    if (!options?.paper) {
        const was = { x: scrollX, y: scrollY };
        for (let top = 0; top < root.scrollHeight; top += innerHeight) {
            const here = lines.filter((each) => each.left.top >= top && each.left.top < top + innerHeight);
            if (!here.length) continue;
            if (root.scrollHeight > innerHeight) scrollTo({ left: 0, top, behavior: "instant" });
            for (const each of here) {
                const hit = covered(each);
                if (hit) say("overlapped", each.it, hit);
            }
        }
        scrollTo({ left: was.x, top: was.y, behavior: "instant" });
    }

    /* Overlapped: what stands at the end of the page, by a bar fixed to the window's end. */
    for (const bar of new Set(controls.map((each) => each.layer))) {
        if (!bar || styleOf(bar).position !== "fixed" || bar.matches("dialog, [popover]")) continue;
        const rect = bar.getBoundingClientRect();
        if (innerHeight - rect.bottom > SLACK || rect.height > innerHeight / 2) continue;
        for (const each of [...lines, ...controls]) {
            if (!each.layer && each.left.bottom > root.scrollHeight - rect.height + SLACK
                && each.left.right > rect.left && each.left.left < rect.right) say("overlapped", each.it, bar);
        }
    }

    /* Off its card: past the edge of the nearest box that has an edge or a ground. */
    const edged = (it) => {
        const style = styleOf(it);
        if (["inline", "contents"].includes(style.display) || style.display.startsWith("table-row")) return false;
        const sides = ["Top", "Right", "Bottom", "Left"].map((side) =>
            parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
        return sides.every(Boolean) || ground(it) || style.boxShadow !== "none";
    };
    const cardOf = (it) => {
        for (const each of above(it)) {
            if (each === document.body || styleOf(each).position === "fixed") return null;
            if (edged(each)) return each;
        }
        return null;
    };
    for (const { it, left, layer } of [...lines, ...controls]) {
        const own = edged(it) && !it.matches(CONTROLS) ? it : null;
        const card = own ?? (lines.some((each) => each.it === it) && it.matches("button, a[href]") && edged(it) ? it : cardOf(it));
        if (!card || floats(card) !== layer) continue;
        const edge = boxOf(card);
        if (left.left < edge.left - SLACK || left.right > edge.right + SLACK
            || left.top < edge.top - SLACK || left.bottom > edge.bottom + SLACK) say("off its card", it, card);
    }

    /* Too small to touch. A link in a line of text is as high as its line; one that stands by
       itself may be low where nothing else to touch is within 24 px (WCAG 2.2, 2.5.8). */
    const target = (it) => {
        const label = it.closest("label") ?? it.labels?.[0];
        let whole = boxOf(it);
        if (label && it.matches("input")) {
            const more = boxOf(label);
            whole = { left: Math.min(whole.left, more.left), right: Math.max(whole.right, more.right),
                top: Math.min(whole.top, more.top), bottom: Math.max(whole.bottom, more.bottom) };
        }
        for (const part of ["::before", "::after"]) {
            const style = getComputedStyle(it, part);
            if (style.content !== "none" && style.position === "absolute") {
                const holder = styleOf(it).position === "static" ? it.offsetParent ?? document.body : it;
                const around = boxOf(holder), edge = (side) => parseFloat(style[side]) || 0;
                const more = { left: around.left + edge("left"), right: around.right - edge("right"),
                    top: around.top + edge("top"), bottom: around.bottom - edge("bottom") };
                if (wide(more) >= wide(whole) && high(more) >= high(whole)) whole = more;
            }
        }
        return whole;
    };
    const isInText = (it) => {
        if (styleOf(it).display !== "inline") return false;
        let block = it.parentElement;
        while (styleOf(block).display === "inline") block = block.parentElement;
        return block.textContent.trim().length > it.textContent.trim().length;
    };
    const around = (it) => {
        const x = (it.left + it.right) / 2, y = (it.top + it.bottom) / 2, half = TOUCH / 2 - 0.5;
        return { left: x - half, right: x + half, top: y - half, bottom: y + half };
    };
    if (!options?.paper) {
        const targets = [...new Set(controls.map((each) => each.it))]
            .filter((it) => !it.disabled).map((it) => ({ it, at: target(it) }));
        for (const { it, at } of targets) {
            if (wide(at) > TOUCH - 0.6 && high(at) > TOUCH - 0.6) continue;
            if (it.matches("a[href]") && !edged(it)) {
                if (isInText(it)) continue;
                const near = targets.some((other) => other.it !== it && !related(other.it, it)
                    && touches(around(at), wide(other.at) < TOUCH || high(other.at) < TOUCH ? around(other.at) : other.at, 0.5));
                if (!near) continue;
            }
            say(`under ${TOUCH} px to touch (${Math.round(wide(at))} × ${Math.round(high(at))})`, it);
        }
    }

    /* An empty half beside a full one: columns of one box, each about as wide as half of it. */
    const things = [...lines.map((each) => each.left), ...controls.map((each) => each.left),
        ...[...document.querySelectorAll("main img, main svg, main canvas")].filter(shown).map(boxOf)];
    const end = (it) => {
        const edge = boxOf(it);
        return Math.max(edge.top, ...things.filter((each) => each.left >= edge.left - SLACK && each.right <= edge.right + SLACK
            && each.top >= edge.top - SLACK && each.bottom <= edge.bottom + SLACK).map((each) => each.bottom));
    };
    const halves = (it) => {
        const whole = boxOf(it), columns = new Map();
        if (high(whole) < TALL || wide(whole) < 600) return;
        for (const each of it.children) {
            const edge = boxOf(each);
            if (styleOf(each).position === "sticky") return;
            if (!shown(each) || wide(edge) < wide(whole) * HALF || wide(edge) > wide(whole) * 0.75) continue;
            const key = Math.round(edge.left / 8);
            columns.set(key, Math.max(columns.get(key) ?? 0, end(each) - whole.top));
        }
        const tracks = styleOf(it).display === "grid" ? styleOf(it).gridTemplateColumns.split(" ")
            .map(parseFloat).filter((each) => each >= wide(whole) * HALF).length : 0;
        const deep = [...columns.values()];
        while (deep.length && deep.length < tracks) deep.push(0);
        if (deep.length < 2) return;
        const most = Math.max(...deep), least = Math.min(...deep);
        if (most - least >= TALL && least < most * EMPTY) say(`an empty half (${Math.round(least)} of ${Math.round(most)} px)`, it);
    };
    if (!options?.paper) {
        for (const it of document.querySelectorAll("main *")) {
            if (it.children.length && /grid|flex/.test(styleOf(it).display) && shown(it)) halves(it);
        }
    }
    return [...found];
}
