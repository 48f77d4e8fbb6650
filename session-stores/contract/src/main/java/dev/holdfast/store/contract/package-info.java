/** What must a store keep its word on? Extend these classes to find out. */
@NullMarked
package dev.holdfast.store.contract;

import org.jspecify.annotations.NullMarked;
