// The keyboard alone is enough.
import type { Locator, Page } from '@playwright/test';
import { FIRST_PASSWORD } from '../support/nest.js';
import { expect, test } from '../support/test.js';

test.skip(({ isMobile }) => isMobile, 'a phone has no Tab key');

test('signs in', async ({ page }) => {
  await page.goto('/login');
  await tabTo(page, page.getByLabel('User name'));
  await page.keyboard.type('admin');
  await tabTo(page, page.getByLabel('Password'));
  await page.keyboard.type(FIRST_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/password$/);
});

test('the first Tab offers to skip the navigation', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#content$/);
});

test('searches and asks for a film, with the focus visible all the way', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/');
  await tabTo(page, page.getByRole('searchbox').first());
  await page.keyboard.type('northern light');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search/);
  await tabTo(page, page.getByRole('link', { name: 'Northern Light', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/movie\/1001$/);
  const request = page.getByRole('button', { name: 'Request', exact: true });
  await tabTo(page, request);
  const outline = await request.evaluate((button) => getComputedStyle(button).outlineStyle);
  expect(outline).not.toBe('none');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]+$/);
});

test('chooses seasons with Space', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/tv/2001');
  const season = page.getByRole('checkbox', { name: 'Season 2' });
  await tabTo(page, season);
  await page.keyboard.press('Space');
  await expect(season).toBeChecked();
});

/** Presses Tab until the element has the focus; a person would give up after a while too. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} is not reached with Tab`);
}
