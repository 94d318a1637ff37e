/**
 * What people ask of a running pipeline, as rows of control sources: commands, and what they have
 * in common with decisions of reviewers.
 */
package io.esync.operators.control;
