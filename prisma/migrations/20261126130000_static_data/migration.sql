-- What ESI told of types that the static data do not have yet.
CREATE TABLE "learnt_types" (
    "type_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "lower_name" TEXT NOT NULL,
    "group_id" INTEGER NOT NULL,
    "category_id" INTEGER NOT NULL,
    "market_group_id" INTEGER,
    "is_published" BOOLEAN NOT NULL,
    "attribute_ids" INTEGER[],
    "attribute_values" DOUBLE PRECISION[],
    "effect_ids" INTEGER[],
    "learnt_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "learnt_types_pkey" PRIMARY KEY ("type_id")
);

-- Which build the static tables hold: one row, none before the first import.
CREATE TABLE "static_builds" (
    "build_number" INTEGER NOT NULL,
    "released_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "static_builds_pkey" PRIMARY KEY ("build_number")
);

CREATE TABLE "static_data_checks" (
    "id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "static_data_checks_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_types" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "group_id" INTEGER NOT NULL,
    "market_group_id" INTEGER,
    "meta_group_id" INTEGER,
    "is_published" BOOLEAN NOT NULL,
    "base_price" DOUBLE PRECISION,
    "volume" DOUBLE PRECISION,
    CONSTRAINT "static_types_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_type_names" (
    "type_id" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lower_name" TEXT NOT NULL,
    CONSTRAINT "static_type_names_pkey" PRIMARY KEY ("type_id", "language")
);
CREATE INDEX "static_type_names_lower_name_idx" ON "static_type_names"("lower_name");

CREATE TABLE "static_type_dogma" (
    "type_id" INTEGER NOT NULL,
    "attribute_ids" INTEGER[],
    "attribute_values" DOUBLE PRECISION[],
    "effect_ids" INTEGER[],
    CONSTRAINT "static_type_dogma_pkey" PRIMARY KEY ("type_id")
);

CREATE TABLE "static_groups" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "category_id" INTEGER NOT NULL,
    "is_published" BOOLEAN NOT NULL,
    CONSTRAINT "static_groups_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_categories" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "is_published" BOOLEAN NOT NULL,
    CONSTRAINT "static_categories_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_market_groups" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" INTEGER,
    CONSTRAINT "static_market_groups_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_meta_groups" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "static_meta_groups_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_regions" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "faction_id" INTEGER,
    "wormhole_class_id" INTEGER,
    CONSTRAINT "static_regions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_constellations" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "region_id" INTEGER NOT NULL,
    "faction_id" INTEGER,
    "wormhole_class_id" INTEGER,
    CONSTRAINT "static_constellations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_systems" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "constellation_id" INTEGER NOT NULL,
    "region_id" INTEGER NOT NULL,
    "security" DOUBLE PRECISION NOT NULL,
    "faction_id" INTEGER,
    "wormhole_class_id" INTEGER,
    "x" DOUBLE PRECISION,
    "y" DOUBLE PRECISION,
    "z" DOUBLE PRECISION,
    CONSTRAINT "static_systems_pkey" PRIMARY KEY ("id")
);

-- Stars, planets, moons, belts, stargates and stations.
CREATE TABLE "static_celestials" (
    "id" INTEGER NOT NULL,
    "system_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "type_id" INTEGER,
    "name" TEXT NOT NULL,
    "x" DOUBLE PRECISION,
    "y" DOUBLE PRECISION,
    "z" DOUBLE PRECISION,
    CONSTRAINT "static_celestials_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "static_celestials_system_id_idx" ON "static_celestials"("system_id");

CREATE TABLE "static_stargates" (
    "id" INTEGER NOT NULL,
    "system_id" INTEGER NOT NULL,
    "destination_id" INTEGER NOT NULL,
    "destination_system_id" INTEGER NOT NULL,
    CONSTRAINT "static_stargates_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_stations" (
    "id" INTEGER NOT NULL,
    "system_id" INTEGER NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "operation_id" INTEGER,
    "type_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "static_stations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_factions" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "corporation_id" INTEGER,
    "militia_corporation_id" INTEGER,
    CONSTRAINT "static_factions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_corporations" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "ticker" TEXT,
    "faction_id" INTEGER,
    "is_deleted" BOOLEAN NOT NULL,
    CONSTRAINT "static_corporations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "static_recipes" (
    "blueprint_type_id" INTEGER NOT NULL,
    "product_type_id" INTEGER NOT NULL,
    "product_quantity" INTEGER NOT NULL,
    "seconds" INTEGER,
    "material_type_ids" INTEGER[],
    "material_quantities" INTEGER[],
    CONSTRAINT "static_recipes_pkey" PRIMARY KEY ("product_type_id", "blueprint_type_id")
);
