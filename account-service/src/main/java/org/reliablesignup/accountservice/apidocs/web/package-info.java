/** What the service can be asked, for people and programs to read. */
@NullMarked
package org.reliablesignup.accountservice.apidocs.web;

import org.jspecify.annotations.NullMarked;
