// A disk that can be filled.

/** Gives the app so little room that it can be filled. Only before it is opened: browsers ask seldom how much is left. */
export async function narrow(page, origin) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 4 << 20 });
  return browser;
}

/** Fills what room there is, to the last bytes. */
export const fill = (page) =>
  page.evaluate(async () => {
    const opening = indexedDB.open("filling");
    opening.onupgradeneeded = () => opening.result.createObjectStore("bytes", { autoIncrement: true });
    await new Promise((done) => (opening.onsuccess = done));
    const put = (size) => new Promise((done) => {
      const writing = opening.result.transaction("bytes", "readwrite", { durability: "strict" });
      // Random, so that it cannot be packed.
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
      writing.objectStore("bytes").put(bytes);
      writing.oncomplete = () => done(true);
      writing.onabort = () => done(false);
    });
    for (const size of [1 << 18, 1 << 14, 1 << 10, 1 << 6]) while (await put(size));
    opening.result.close();
  });
