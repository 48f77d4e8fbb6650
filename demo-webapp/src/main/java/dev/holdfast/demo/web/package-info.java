/** What does a page do to know its user and to call an API for them? */
@NullMarked
package dev.holdfast.demo.web;

import org.jspecify.annotations.NullMarked;
