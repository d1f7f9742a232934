// Looking at a page as it is: what axe finds, whether it scrolls sideways, and a picture.

import AxeBuilder from "@axe-core/playwright";
import path from "node:path";
import { pictures } from "./journey.mjs";
import { SIZES } from "./person.mjs";

/** What axe finds on the page as it is, in words. */
export async function findings(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`);
}

/** Looks at the page at every size, at `at` if given. `found` gathers what is wrong, so that one run tells all. */
export async function look(page, name, found, sizes = Object.keys(SIZES), at = undefined) {
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    await at?.evaluate((element) => element.scrollIntoView({ block: "center" }));
    // Two frames: what listens to the size has drawn.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: path.join(pictures, `${name}-${size}.png`), animations: "disabled" });
    for (const finding of await findings(page)) found.push(`${name} ${size}: ${finding}`);
    const [width, window] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
    if (width > window) found.push(`${name} ${size}: scrolls sideways, ${width} > ${window}`);
  }
  await page.setViewportSize(SIZES.desktop);
}
