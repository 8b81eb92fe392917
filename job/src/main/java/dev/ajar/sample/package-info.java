/**
 * The made-up tenant: evidence in Azure's own formats with a planted incident, and the truth about
 * it.
 *
 * <p>It is an independent witness: it writes by its own simple reasoning what an audit must find,
 * and uses no code of the audit. Everything is drawn from a seed; nothing reads a clock.
 */
package dev.ajar.sample;
