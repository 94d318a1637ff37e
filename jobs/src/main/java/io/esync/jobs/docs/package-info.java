/**
 * What people and editors read of connectors and of the pipeline file, all of it made from the one
 * declaration of each option: {@code esync describe}, the pages in docs/connectors and the JSON
 * Schema.
 */
package io.esync.jobs.docs;
