/**
 * What people are asked and what they answer: reviews as rows that any target can hold ({@link
 * io.esync.operators.review.ReviewQueue}), and decisions out of rows of any source ({@link
 * io.esync.operators.review.DecisionDecoder}). Pure; the clock is given.
 */
package io.esync.operators.review;
