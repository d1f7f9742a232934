// A person opens the app so many days later: their browser's clock is ahead, in the page and in the engine's Web Worker.

const DAY = 86_400_000;

/** From the next opening of the app on. Without a service worker, whose store would give the engine's script as it is. */
export async function daysLater(page, days) {
  await page.clock.setFixedTime(Date.now() + days * DAY);
  await page.route(/\/engine[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const ahead = `const now = Date.now; Date.now = () => now() + ${days * DAY};`;
    await route.fulfill({ response, body: `${await response.text()}\n${ahead}` });
  });
}
