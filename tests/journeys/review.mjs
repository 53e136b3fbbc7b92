// What every family does on the form's last page. Absent: which form it is, and who sends it.

/**
 * Ticks every promise and consent, once they are there: a click on a button does not wait for the page it leads to, and a
 * list of boxes that was taken too early is empty.
 */
export async function agreeToAll(page) {
  await page.locator('#agree').waitFor();
  for (const box of await page.locator('#agree [type="checkbox"]').all()) await box.check();
}
