IMG=registry.example/shop/web@$DIGEST
WHO=https://git.example/shop/web/.ci.yml@main

syft "$IMG" -o spdx-json > web.spdx.json
grype sbom:web.spdx.json --fail-on high
cosign sign --yes "$IMG"
cosign attest --yes --type spdxjson \
  --predicate web.spdx.json "$IMG"
cosign verify "$IMG" --certificate-identity "$WHO" \
  --certificate-oidc-issuer https://git.example
