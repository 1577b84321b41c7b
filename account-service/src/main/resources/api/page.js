SwaggerUIBundle({
  url: 'openapi.yaml',
  dom_id: '#api',
  docExpansion: 'list',
  tryItOutEnabled: true,
  // It would ask a host of others.
  validatorUrl: null,
});
