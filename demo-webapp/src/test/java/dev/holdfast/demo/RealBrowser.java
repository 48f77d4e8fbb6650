package dev.holdfast.demo;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The Chromium of this machine, driven through the demo's pages. */
final class RealBrowser implements AutoCloseable {
  /** Set to {@code required}, a machine without a browser fails in place of skipping. */
  private static final String DEMAND = "HOLDFAST_BROWSER";

  /** Held here, or its level is forgotten: it warns that it knows this browser's version not. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ELSEWHERE =
      "return window.here === undefined && document.readyState === 'complete'";

  private final ChromeDriver driver;
  private final String origin;

  private RealBrowser(ChromeDriver driver, String origin) {
    this.driver = driver;
    this.origin = origin;
  }

  /** Skips the test, and says so, where there is no browser. */
  static RealBrowser open(String origin) {
    Optional<Path> chromium = first("/usr/bin/chromium", "/usr/bin/chromium-browser");
    Optional<Path> helper = first("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
    boolean there = chromium.isPresent() && helper.isPresent();
    if (!there && "required".equals(System.getenv(DEMAND))) {
      throw new AssertionError(DEMAND + "=required, but there is no Chromium with its driver");
    }
    if (!there) {
      System.err.println("SKIPPED: no Chromium with its driver, so no real browser logs in");
    }
    assumeTrue(there, "no Chromium with its driver on this machine");
    return new RealBrowser(start(chromium.get(), helper.get().toFile()), origin);
  }

  private static Optional<Path> first(String... places) {
    return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
  }

  private static ChromeDriver start(Path chromium, File helper) {
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    options.setAcceptInsecureCerts(true); // the key of a test is known to nobody
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(helper).build(), options);
  }

  WebDriver driver() {
    return driver;
  }

  /** Goes to a path of the application. */
  void go(String path) {
    driver.get(origin + path);
  }

  /** Waits until the provider asks who is there. */
  void arriveAtSignIn() {
    waitFor(By.id("password"));
  }

  /** Fills in the provider's form. */
  void signIn(String name) {
    arriveAtSignIn();
    driver.findElement(By.id("username")).clear();
    driver.findElement(By.id("username")).sendKeys(name);
    driver.findElement(By.id("password")).sendKeys(name);
    press("Sign in");
  }

  void press(String button) {
    By what =
        By.xpath(
            "//button[normalize-space()='%1$s'] | //a[normalize-space()='%1$s']".formatted(button));
    waitFor(what);
    driver.executeScript("window.here = true");
    driver.findElement(what).click();
    await(page -> Boolean.TRUE.equals(driver.executeScript(ELSEWHERE)));
  }

  /** Gives the page another address, as if it had been loaded from there. */
  void moveTo(String path) {
    driver.executeScript("history.replaceState(null, '', arguments[0])", path);
  }

  /** Waits until the address is a path of the application. */
  void arriveAt(String path) {
    await(ExpectedConditions.urlContains(origin + path));
    waitFor(By.tagName("h1"));
  }

  /** Waits until the page, or the next one, shows this. */
  void waitForText(String shown) {
    await(page -> text().contains(shown));
  }

  /** Presses what leads nowhere else by itself. */
  void click(String id) {
    waitFor(By.id(id));
    driver.findElement(By.id(id)).click();
  }

  /** Every address asked for since the last call, redirects included. */
  List<String> addresses() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> Visitor.parse(entry.getMessage()).get("message"))
        .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asText())
        .toList();
  }

  private void waitFor(By what) {
    await(ExpectedConditions.elementToBeClickable(what));
  }

  private void await(ExpectedCondition<?> condition) {
    new WebDriverWait(driver, PATIENCE)
        .ignoring(
            WebDriverException.class) // asked in the middle of a navigation, the driver says so
        .until(condition);
  }

  Set<String> cookieNames() {
    return driver.manage().getCookies().stream().map(Cookie::getName).collect(toSet());
  }

  /** The thumbprint on the account page. */
  String keyShown() {
    return driver.findElement(By.tagName("code")).getText();
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
