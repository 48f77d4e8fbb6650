package dev.holdfast.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.EventListener;
import java.util.Map;

/** A servlet container with one application, on a free port of 127.0.0.1. */
interface Container extends AutoCloseable {

  /** The one of this round of tests. */
  static Container open() {
    return "ee11".equals(System.getProperty("servlet.container"))
        ? new ServletSixOneContainer()
        : new ServletSixContainer();
  }

  /** Known before the start, so that a filter can be told where it will be. */
  int port();

  /** A listener of the application, before the start. */
  void listener(EventListener listener);

  /** One more servlet of the application, before it starts. */
  void add(String urlPattern, HttpServlet servlet, Map<String, String> initParams);

  /** Starts the application. */
  void start(
      String contextPath, Filter filter, Map<String, String> initParams, HttpServlet servlet);

  @Override
  void close();
}
