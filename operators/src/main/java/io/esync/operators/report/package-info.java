/**
 * Rejections and audit events as rows, so that any target can hold them: entity {@code esync_dlq}
 * and entity {@code esync_audit}, both keyed by an id that is the same when a change is read again.
 */
package io.esync.operators.report;
