import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import * as grpc from "@grpc/grpc-js";
import pluginpb from "@pulumi/pulumi/proto/plugin_pb.js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import emptypb from "google-protobuf/google/protobuf/empty_pb.js";
import structpb from "google-protobuf/google/protobuf/struct_pb.js";
import { isGone } from "./cloud.ts";
import { afterCreate, afterUpdate, seen } from "./ecs.ts";
import { type Entry, record } from "./journal.ts";
import { checked, difference, made, planned, refusal, type Setting, updated } from "./plan.ts";
import { isObject, openAll, UNKNOWN, type Values } from "./wire.ts";

type Handler<Q, S> = grpc.handleUnaryCall<Q, S>;

const values = (struct: structpb.Struct | undefined): Values => struct?.toJavaScript() ?? {};
const struct = (from: Values): structpb.Struct =>
  structpb.Struct.fromJavaScript(from as Record<string, structpb.JavaScriptValue>);

/** What is thrown reaches the engine as the provider's refusal, in its own words. */
function unary<Q, S>(answer: (request: Q) => S): Handler<Q, S> {
  return ({ request }, reply) => {
    try {
      reply(null, answer(request));
    } catch (error) {
      reply({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

/**
 * A provider that plans as a bridged one does, makes nothing, and writes down all it is asked. The SDK's provider class is
 * of no use here: it does not speak of previews.
 */
function provider(pkg: string): grpc.UntypedServiceImplementation {
  let setting: Setting = { account: "", region: "", defaultTags: {} };
  const note = (entry: Omit<Entry, "package">): void => record({ package: pkg, ...entry });
  const about = (request: { getUrn(): string; getType(): string; getName(): string }) => ({
    urn: request.getUrn(),
    type: request.getType(),
    name: request.getName(),
  });

  return {
    getPluginInfo: unary(() => new pluginpb.PluginInfo().setVersion(versionOf(pkg))),
    cancel: unary(() => new emptypb.Empty()),
    checkConfig: unary((request) => new pb.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary((request) => {
      const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
      const same = isDeepStrictEqual(values(request.getOldInputs()), values(request.getNews()));
      return new pb.DiffResponse().setChanges(same ? DIFF_NONE : DIFF_SOME);
    }),
    configure: unary((request) => {
      const inputs = openAll(values(request.getArgs()));
      setting = settingOf(inputs);
      note({ call: "configure", inputs });
      return new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    invoke: unary((request) => {
      note({ call: "invoke", type: request.getTok(), inputs: values(request.getArgs()) });
      throw new Error(
        `${request.getTok()} asks AWS something; what the program needs to know belongs in its config`,
      );
    }),
    check: unary((request) => {
      const news = values(request.getNews());
      const inputs = checked(request.getType(), request.getName(), values(request.getOlds()), news, setting);
      note({ call: "check", ...about(request), inputs });
      return new pb.CheckResponse().setInputs(struct(inputs));
    }),
    diff: unary((request) => {
      const inputs = values(request.getNews());
      const change = difference(request.getType(), values(request.getOldInputs()), inputs);
      if (change.changed.length > 0)
        note({ call: "diff", ...about(request), id: request.getId(), outputs: { ...change } });
      const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
      return new pb.DiffResponse()
        .setChanges(change.changed.length > 0 ? DIFF_SOME : DIFF_NONE)
        .setDiffsList([...change.changed])
        .setReplacesList([...change.replaces])
        .setDeletebeforereplace(change.deleteBeforeReplace);
    }),
    create: unary((request) => {
      const inputs = values(request.getProperties());
      const preview = request.getPreview();
      const answer = preview
        ? { id: UNKNOWN, state: planned(request.getType(), inputs) }
        : made(request.getType(), request.getName(), inputs, setting);
      note({ call: "create", preview, ...about(request), id: answer.id, inputs, outputs: answer.state });
      if (!preview) afterCreate(request.getType(), answer.id, answer.state);
      return new pb.CreateResponse().setId(preview ? "" : answer.id).setProperties(struct(answer.state));
    }),
    read: unary((request) => {
      note({ call: "read", ...about(request), id: request.getId() });
      if (isGone(request.getName())) return new pb.ReadResponse();
      const now = (state: Values) => struct(seen(request.getType(), request.getId(), state));
      return new pb.ReadResponse()
        .setId(request.getId())
        .setProperties(now(values(request.getProperties())))
        .setInputs(now(values(request.getInputs())));
    }),
    update: unary((request) => {
      const inputs = values(request.getNews());
      const preview = request.getPreview();
      const plan = preview ? planned : updated;
      const outputs = plan(request.getType(), inputs, values(request.getOlds()));
      note({ call: "update", preview, ...about(request), id: request.getId(), inputs, outputs });
      if (!preview) afterUpdate(request.getType(), request.getId(), values(request.getOlds()), outputs);
      return new pb.UpdateResponse().setProperties(struct(outputs));
    }),
    delete: unary((request) => {
      const refused = refusal(openAll(values(request.getProperties())));
      note({ call: "delete", ...about(request), id: request.getId(), ...(refused ? { refused } : {}) });
      if (refused) throw new Error(refused);
      return new emptypb.Empty();
    }),
  } satisfies Partial<IResourceProviderServer>;
}

/** Nested provider settings travel as JSON texts. */
function settingOf(inputs: Values): Setting {
  const parsed = (key: string): unknown => {
    const value = inputs[key];
    return typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
  };
  const accounts = parsed("allowedAccountIds");
  const defaults = parsed("defaultTags");
  const tags = isObject(defaults) ? defaults.tags : undefined;
  return {
    account: String((Array.isArray(accounts) ? accounts[0] : undefined) ?? "111122223333"),
    region: String(inputs.region ?? "us-east-1"), // from the environment; without a region AWS's provider does not start
    defaultTags: isObject(tags) ? tags : {},
  };
}

function versionOf(pkg: string): string {
  const manifest: { version: string } = createRequire(import.meta.url)(`@pulumi/${pkg}/package.json`);
  return manifest.version;
}

/** Listens on a port of the system's choosing. */
export function serve(pkg: string): Promise<number> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(service.ResourceProviderService, provider(pkg));
  return new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
}
