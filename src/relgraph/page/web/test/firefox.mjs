// Opens a page in Firefox by WebDriver BiDi and says what it drew: node firefox.mjs FIREFOX URL
import puppeteer from "puppeteer-core";

const [executablePath, url] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(error.message));
  await page.goto(url);
  await page.waitForSelector("body[data-ready]");
  const drawn = await page.evaluate(() => window.relgraphMap.boxes().length);
  console.log(`${drawn} nodes drawn, ${messages.length} messages`);
  if (messages.length) console.error(messages.join("\n"));
} finally {
  await browser.close();
}
