import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { inventedServer } from './tests/invented-server/plugin.ts';

const server = process.env.OTKLIK_URL;

export default defineConfig({
  plugins: [sveltekit(), ...(server ? [] : [inventedServer()])],
  server: {
    fs: { allow: ['../locales'] },
    proxy: server ? { '/api': { target: server, changeOrigin: true } } : undefined,
  },
  build: { target: 'es2022' },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts', 'tests/**/*.test.ts'] },
});
