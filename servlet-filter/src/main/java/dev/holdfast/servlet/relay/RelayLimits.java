package dev.holdfast.servlet.relay;

import java.time.Duration;

/**
 * What one call may take.
 *
 * @param buffer bytes of a request body that are kept, so that the request can be repeated
 * @param request bytes of a request body
 * @param response bytes of a response body
 * @param time for all of it, from the first byte that arrives to the last one that leaves
 */
record RelayLimits(long buffer, long request, long response, Duration time) {}
